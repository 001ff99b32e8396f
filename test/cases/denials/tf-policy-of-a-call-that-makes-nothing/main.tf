module "read" {
  source = "./read"
  count  = 0
  role   = "reader"
}
resource "aws_iam_role" "this" {
  name = "reader"
  assume_role_policy = "{}"
}
