variable "actions" {
  type = list(string)
}
module "iam" {
  source  = "./iam"
  name    = "shop"
  actions = var.actions
}
