locals {
  jobs = {
    sort = { actions = ["sqs:ReceiveMessage"], queue = "unsorted" }
    mail = { actions = ["sqs:ReceiveMessage"], queue = "letters" }
  }
}
module "job" {
  for_each  = local.jobs
  source    = "./job"
  name      = "job-${each.key}"
  actions   = each.value.actions
  resources = ["arn:aws:sqs:eu-west-1:111122223333:${each.value.queue}"]
}
