module "orders" {
  source = "terraform-aws-modules/sqs/aws"

  name = "orders-trigger"

  create_queue_policy = true
  queue_policy_statements = {
    writers = {
      sid     = "Writers"
      actions = ["sqs:SendMessage"]

      principals = [
        {
          type        = "AWS"
          identifiers = ["arn:aws:iam::222233334444:role/shop"]
        }
      ]
    }
  }
}
