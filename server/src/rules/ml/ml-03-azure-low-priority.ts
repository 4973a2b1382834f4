import { trainingOnSpot } from './training-on-spot.ts'

/** Azure ML compute clusters on dedicated nodes. Source: Azure Machine Learning, low-priority compute. */
export const azureLowPriority = trainingOnSpot({
  id: 'ML-03',
  slug: 'ml-03-azure-low-priority',
  title: 'Azure ML training on dedicated nodes',
  clouds: ['azure'],
  where: `used.provider = 'azure' and box.kind = 'ml' and (box.role = 'training' or (box.role = 'compute'
    and not regexp_matches(lower(coalesce(used.resource_type, '')), 'compute instance|notebook')
    and coalesce(lower(box.attributes->>'vm_priority'), 'dedicated') = 'dedicated'
    and (box.attributes->>'max_nodes' is not null or box.run_hours < 600)))`,
  spot: `used.provider = 'azure' and used.pricing_category = 'Dynamic' and contains(used.resource, '/microsoft.machinelearningservices/')`,
  fallback: {
    low: 0.2,
    mid: 0.3,
    high: 0.5,
    source: 'assumption of ours: 50 to 80 % off; the catalogue of Azure spot is of 2024',
  },
  remediation: {
    cli: 'az ml compute create --type amlcompute --name CLUSTER-lowpri --tier low_priority --min-instances 0 --max-instances N --size SIZE',
    terraform: 'azurerm_machine_learning_compute_cluster { vm_priority = "LowPriority" }',
    console: 'Make a second cluster with low-priority nodes and point the jobs to it.',
    rollback: 'Point the jobs back to the dedicated cluster.',
  },
})
