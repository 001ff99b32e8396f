variable "team" {
  type = string
}
module "worker" {
  source = "../worker"
  name   = "${var.team}-worker"
}
