module "api" {
  source = "./role"
  name   = "api"
}
module "worker" {
  source = "./role"
  name   = "worker"
}
module "key" {
  source = "./key"
  users  = [module.api.arn]
}
