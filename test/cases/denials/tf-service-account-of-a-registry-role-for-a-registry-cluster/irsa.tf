module "eks" {
  source       = "terraform-aws-modules/eks/aws"
  cluster_name = "main"
}
module "api_irsa" {
  source    = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  role_name = "api"
  oidc_providers = {
    this = {
      provider_arn               = module.eks.oidc_provider_arn
      namespace_service_accounts = ["default:api"]
    }
  }
}
