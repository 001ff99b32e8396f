module "worker" {
  source  = "./worker"
  actions = ["s3:GetObject"]
}
