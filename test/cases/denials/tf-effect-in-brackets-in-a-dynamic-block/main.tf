module "x" {
  source     = "./svc"
  name       = "x"
  statements = [{
      effect = "Allow"
actions   = ["sns:Publish"]
      resources = ["arn:aws:sns:eu-west-1:111122223333:t"]
    }]
}
