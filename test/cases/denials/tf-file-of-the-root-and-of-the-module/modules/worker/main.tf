variable "name" {
  type = string
}

resource "aws_iam_role" "worker" {
  name               = var.name
  assume_role_policy = file("${path.module}/trust.json")
}

resource "aws_iam_role_policy" "worker" {
  name   = "work"
  role   = aws_iam_role.worker.id
  policy = file("policy.json")
}
