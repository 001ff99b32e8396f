variable "key_arn" {
  type    = string
  default = ""
}
resource "aws_iam_role" "scale_up" {
  name               = "scale-up"
  assume_role_policy = file("trust.json")
}
resource "aws_iam_role_policy" "scale_up" {
  role   = aws_iam_role.scale_up.name
  policy = templatefile("${path.module}/policies/scale-up.json", { key_arn = var.key_arn })
}
