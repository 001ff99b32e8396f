module "api" {
  source  = "../../modules/role"
  name    = "api"
  actions = ["dynamodb:GetItem", "dynamodb:PutItem"]
  table   = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
}
