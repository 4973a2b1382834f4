/** What a cost can be to a required tag, in the order in which it is drawn. */
export const PARTS = [
  { id: 'compliant', label: 'As required', hint: 'carries the tag with an accepted value' },
  { id: 'wrongValue', label: 'Wrong value', hint: 'carries it with another value' },
  { id: 'untagged', label: 'Untagged', hint: 'its source delivers the tag, the resource lacks it' },
  {
    id: 'notActivated',
    label: 'Not activated',
    hint: 'the source had not delivered this tag by then: activate it as cost-allocation tag at the provider',
  },
] as const
