resource "aws_dynamodb_table" "carts" {
  name     = "carts"
  hash_key = "id"
}
module "carts" {
  source = "./modules/fn"
  name   = "carts"
  grants = [
    {
      name      = "table"
      actions   = ["dynamodb:GetItem", "dynamodb:PutItem"]
      resources = [aws_dynamodb_table.carts.arn]
    },
    {
      name      = "trace"
      actions   = ["xray:PutTraceSegments"]
      resources = ["*"]
    },
  ]
}
