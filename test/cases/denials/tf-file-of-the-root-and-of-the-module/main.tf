module "worker" {
  source = "./modules/worker"
  name   = "nightly"
}
