import type { InvoicesAnswer } from '@outlay/shared/invoices'
import { answer } from '../../../lib/queries.ts'

export const invoicesOptions = () => answer<InvoicesAnswer>('/invoices')
