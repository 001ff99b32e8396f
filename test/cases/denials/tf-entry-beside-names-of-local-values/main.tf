locals {
  orders = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
  carts  = "arn:aws:dynamodb:eu-west-1:111122223333:table/carts"
}
resource "aws_iam_role" "shop" {
  name               = "shop"
  assume_role_policy = file("trust.json")
}
data "aws_iam_policy_document" "shop" {
  statement {
    sid     = "Read"
    actions = ["dynamodb:Query"]
    resources = [
      local.orders, # of this year
      local.carts,
    ]
  }
}
resource "aws_iam_role_policy" "shop" {
  role   = aws_iam_role.shop.id
  policy = data.aws_iam_policy_document.shop.json
}
