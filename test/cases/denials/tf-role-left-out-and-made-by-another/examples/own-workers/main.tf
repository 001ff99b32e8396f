module "platform" {
  source             = "../../"
  name               = "acme"
  brings_own_workers = true
}
