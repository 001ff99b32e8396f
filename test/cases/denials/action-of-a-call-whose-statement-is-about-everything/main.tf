module "allow" {
  source = "./modules/policy"
  role = "invoices"
  actions = ["s3:GetObject"]
}
