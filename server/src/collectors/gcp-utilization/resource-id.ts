import type { Project } from './projects.ts'

/** Ids as the detailed billing export has them in `resource.global_name`, with project number and numeric id. */
export function instanceId({ number }: Project, zone: string, id: string): string {
  return `//compute.googleapis.com/projects/${number}/zones/${zone}/instances/${id}`
}

/** `location` is `zones/…` or `regions/…`. */
export function diskId({ number }: Project, location: string, id: string): string {
  return `//compute.googleapis.com/projects/${number}/${location}/disks/${id}`
}

/** `location` is `regions/…` or `global`. */
export function addressId({ number }: Project, location: string, id: string): string {
  return `//compute.googleapis.com/projects/${number}/${location}/addresses/${id}`
}

export function sqlInstanceId({ number }: Project, name: string): string {
  return `//cloudsql.googleapis.com/projects/${number}/instances/${name}`
}

export function endpointId({ number }: Project, location: string, id: string): string {
  return `//aiplatform.googleapis.com/projects/${number}/locations/${location}/endpoints/${id}`
}

export function runServiceId({ number }: Project, location: string, name: string): string {
  return `//run.googleapis.com/projects/${number}/locations/${location}/services/${name}`
}
