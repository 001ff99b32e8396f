variable "region" {
  type    = string
  default = "eu-north-1"
}

module "mirror" {
  source = "./mirror"
  region = var.region
}
