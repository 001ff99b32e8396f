module "runner_role" {
  source                        = "terraform-aws-modules/iam/aws//modules/iam-assumable-role-with-oidc"
  version                       = "~> 5.0"
  create_role                   = true
  role_name                     = "runner"
  provider_url                  = "oidc.eks.eu-west-1.amazonaws.com/id/ABC0123"
  oidc_fully_qualified_subjects = ["system:serviceaccount:ci:runner"]
}
