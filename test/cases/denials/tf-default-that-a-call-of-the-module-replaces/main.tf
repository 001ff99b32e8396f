module "worker" {
  source = "./worker"
  stage  = "blue"
}
