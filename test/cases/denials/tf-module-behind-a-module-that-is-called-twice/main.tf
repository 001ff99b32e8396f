module "orders" {
  source = "./team"
  team   = "orders"
}
module "billing" {
  source = "./team"
  team   = "billing"
}
