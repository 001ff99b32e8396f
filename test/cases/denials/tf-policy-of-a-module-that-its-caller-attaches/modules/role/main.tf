variable "name" {}
resource "aws_iam_role" "role" {
  name               = var.name
  assume_role_policy = file("${path.module}/trust.json")
}
output "name" {
  value = aws_iam_role.role.name
}
