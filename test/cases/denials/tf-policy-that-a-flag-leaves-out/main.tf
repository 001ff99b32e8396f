module "app" {
  source      = "./read"
  enable_read = false
}
