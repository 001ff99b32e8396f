data "aws_region" "here" {}

module "worker" {
  source = "./worker"
  stage  = "blue"
  region = data.aws_region.here.name
  topics = "arn:aws:sns:eu-west-2:111122223333:parcels"
}
