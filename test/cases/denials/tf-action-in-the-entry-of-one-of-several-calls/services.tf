locals {
  services = {
    api = {
      statements = []
    }
    worker = {
      statements = [
        {
          actions   = ["kinesis:DescribeStream", "kinesis:GetShardIterator"]
          resources = ["arn:aws:kinesis:eu-west-1:444455556666:stream/clicks"]
        },
      ]
    }
  }
}
module "service" {
  source     = "./modules/service"
  for_each   = local.services
  name       = each.key
  statements = each.value.statements
}
