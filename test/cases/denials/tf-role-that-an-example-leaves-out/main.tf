variable "name" {
  type    = string
  default = "acme"
}

variable "brings_own_workers" {
  type    = bool
  default = false
}

module "worker" {
  source = "./modules/worker"
  count  = !var.brings_own_workers ? 1 : 0
  name   = var.name
}
