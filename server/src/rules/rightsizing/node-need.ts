import type { Factor, Range } from '../rule.ts'

export interface NodeUse {
  readonly nodes: number
  readonly env_class: string | null
  readonly allocatable_vcpu: number | null
  readonly used_vcpu: number | null
  readonly allocatable_memory: number | null
  readonly used_memory: number | null
  /** Use and requests of the pods are known; else the nodes' own utilisation stands in and nothing is promised. */
  readonly measured: boolean
}

/** Part of a node that may be used, by how much a cluster must bear. Source: Kubecost's profiles 80, 65, 50 %. */
const PROFILES = {
  prod: { low: 0.5, expected: 0.65, high: 0.8 },
  nonprod: { low: 0.65, expected: 0.8, high: 0.85 },
} as const
/** Vertical Pod Autoscaler: P90 of the use and a margin. */
export const MARGIN = 1.15

/** The part of the nodes that goes, whole nodes, when the use with its margin fills the rest to the profile. */
export function freedNodes(row: NodeUse, minNodes: number): Factor {
  const profile: Range = row.env_class === 'nonprod' ? PROFILES.nonprod : PROFILES.prod
  const free = (share: number) => Math.max(0, 1 - Math.max(minNodes, nodesFor(row, share)) / row.nodes)
  return {
    name: `part of the nodes that goes when they are used to ${profile.expected * 100} %`,
    low: row.measured ? free(profile.low) : 0,
    expected: free(profile.expected),
    high: free(profile.high),
    unit: 'share',
    source: 'use ÷ allocatable of a node, whole nodes; Kubecost profiles',
  }
}

function nodesFor(row: NodeUse, profile: number): number {
  const needed = (used: number | null, allocatable: number | null) =>
    used === null || allocatable === null || allocatable <= 0
      ? row.nodes
      : (used * MARGIN * row.nodes) / (profile * allocatable)
  return Math.ceil(
    Math.max(needed(row.used_vcpu, row.allocatable_vcpu), needed(row.used_memory, row.allocatable_memory)),
  )
}
