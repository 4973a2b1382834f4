import { useQuery } from '@tanstack/react-query'
import { Load, Skeleton } from '../../../components/ui/states.tsx'
import { promisesOptions } from '../answers.ts'
import { ContractCard } from './contract-card.tsx'
import { CreditsCard } from './credits-card.tsx'

/** How far contracts are drawn down, and what credits are left. */
export function PromisesCards() {
  const query = useQuery(promisesOptions())
  return (
    <Load query={query} what="Contracts and credits" skeleton={<Skeleton height={220} />}>
      {(answer) => (
        <div className="commit-promises">
          <section className="card">
            <h2 className="card-title">Contract draw-down</h2>
            <p className="card-note">Billed, all charges, against what was promised to a cloud</p>
            {answer.contracts.length === 0 ? (
              <p className="commit-none">
                No contract is known. Bills do not tell them: name each under <code>contracts</code> in{' '}
                <code>outlay.config.yaml</code> with its amount and term.
              </p>
            ) : (
              answer.contracts.map((contract) => <ContractCard key={contract.id} contract={contract} />)
            )}
          </section>
          <CreditsCard answer={answer} />
        </div>
      )}
    </Load>
  )
}
