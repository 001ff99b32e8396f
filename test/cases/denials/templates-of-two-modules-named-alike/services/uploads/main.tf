resource "aws_iam_role" "uploads" {
  name               = "${terraform.workspace}-uploads"
  assume_role_policy = var.trust
}

resource "aws_iam_policy" "uploads" {
  name = "${terraform.workspace}-uploads"
  policy = templatefile(format("%s/templates/bucket.tpl", path.module), {
    bucket = "${terraform.workspace}-uploads"
  })
}

resource "aws_iam_role_policy_attachment" "uploads" {
  role       = aws_iam_role.uploads.name
  policy_arn = aws_iam_policy.uploads.arn
}

variable "trust" {
  type = string
}
