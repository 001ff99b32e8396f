locals {
  # what every function of ours gets
  every_function = {
    tracing = {
      effect    = "Allow"
      actions   = ["xray:PutTraceSegments"]
      resources = ["*"]
    }
  }
}

module "billing" {
  source  = "terraform-aws-modules/lambda/aws"
  version = "~> 8.0"

  function_name = "billing"

  attach_policy_statements = true
  policy_statements = merge(
    local.every_function,
    {
      invoices = {
        effect    = "Allow"
        actions   = ["s3:GetObject"] # read only
        resources = [module.invoices.s3_bucket_arn, "${module.invoices.s3_bucket_arn}/*"]
      }
    },
    var.topic == null ? {} : {
      topic = {
        effect    = "Allow"
        actions   = ["sns:Publish"]
        resources = [var.topic]
      }
    },
  )
}

module "invoices" {
  source = "terraform-aws-modules/s3-bucket/aws"
  bucket = "acme-invoices"
}

variable "topic" {
  type    = string
  default = null
}
