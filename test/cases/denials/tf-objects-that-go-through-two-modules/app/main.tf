variable "queue_access" {
  type = any
}
locals {
  access = var.queue_access
}
module "w" {
  source = "../w"
  access = local.access
}
