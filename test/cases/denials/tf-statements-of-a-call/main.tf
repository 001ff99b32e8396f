module "dns" {
  source = "./role"
  name   = "prod-dns"
  statements = [
    {
      Sid      = "Records"
      Effect   = "Allow"
      Action   = ["route53:ListResourceRecordSets"]
      Resource = ["arn:aws:route53:::hostedzone/*"]
    },
  ]
}

module "mail" {
  source = "./role"
  name   = "prod-mail"
  statements = [
    {
      Sid      = "All"
      Effect   = "Allow"
      Action   = "*"
      Resource = "*"
    },
  ]
}
