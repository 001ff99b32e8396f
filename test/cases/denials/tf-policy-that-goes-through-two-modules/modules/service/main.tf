variable "name" {}
variable "policy" {}
module "role" {
  source = "../role"
  name   = var.name
  policy = var.policy
}
