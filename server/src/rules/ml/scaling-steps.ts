import type { Remediation } from '../rule.ts'

/** How replicas follow the load, down to none where `toZero`. */
export function scalingSteps(provider: string, id: string, toZero: boolean): Remediation {
  const least = toZero ? 0 : 2
  const cli: Readonly<Record<string, string>> = {
    aws: `aws application-autoscaling register-scalable-target --service-namespace sagemaker --resource-id endpoint/${id.split('/').at(-1)}/variant/AllTraffic --scalable-dimension sagemaker:variant:DesiredInstanceCount --min-capacity ${least} --max-capacity MAX`,
    gcp: `gcloud ai endpoints deploy-model ${id.split('/').at(-1)} --min-replica-count=${Math.max(least, 1)} --max-replica-count=MAX`,
    azure: `az monitor autoscale create --resource ${id} --min-count ${Math.max(least, 1)} --max-count MAX --count ${Math.max(least, 1)}`,
  }
  return {
    cli: cli[provider] ?? null,
    terraform:
      'aws_appautoscaling_target and aws_appautoscaling_policy (target tracking on invocations per instance)',
    console:
      'Switch on autoscaling with a target of 80 % busy; try it in a test environment under the peak of the last month first.',
    rollback: 'Set the least number of replicas back to that of today.',
  }
}
