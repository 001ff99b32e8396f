module "shop" {
  source  = "./app"
  actions = ["dynamodb:GetItem", "dynamodb:Query"]
}
