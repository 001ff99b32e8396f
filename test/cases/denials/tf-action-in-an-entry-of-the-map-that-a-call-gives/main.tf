module "billing" {
  source = "./svc"
  name   = "billing"
  access = {
    invoices = {
      actions  = ["dynamodb:GetItem"]
      resource = "arn:aws:dynamodb:eu-west-1:444455556666:table/invoices"
    }
    events = {
      actions  = ["events:PutEvents"]
      resource = "*"
    }
  }
}
