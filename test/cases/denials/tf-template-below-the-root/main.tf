module "web" {
  source      = "./modules/web"
  environment = terraform.workspace
}
