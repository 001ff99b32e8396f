resource "aws_iam_role" "own" {
  name               = "acme-worker"
  assume_role_policy = "{}"
}
