import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { explainedOptions, rowsOptions, type TitledSql, type Working } from '../../lib/working.ts'
import { ScrollRegion } from '../table/scroll-region.tsx'
import { CopyButton, Load, Skeleton } from './states.tsx'
import { ViewLink } from './view-link.tsx'
import { WorkingRows } from './working-rows.tsx'

interface WorkingPanelProps {
  readonly working: Working
  /** A link was followed away from here. */
  readonly onLeave?: () => void
}

/** How a figure came about, in four steps that anyone can repeat. */
export function WorkingPanel({ working, onLeave }: WorkingPanelProps) {
  const { question, method, sql, rows, view } = working
  return (
    <div className="working">
      <h3>Question</h3>
      <p>{question}.</p>
      {method !== undefined && <p className="muted">{method}</p>}
      <p className="working-actions">
        {view !== null && (
          <ViewLink
            to="/explore"
            className="button small"
            change={view}
            {...(onLeave !== undefined && { onClick: onLeave })}
          >
            Open in the Explorer
          </ViewLink>
        )}
        {!isGiven(sql) && (
          <CopyButton text={`${location.origin}/api/v1${sql.path}`} className="button small">
            Copy address of the answer
          </CopyButton>
        )}
      </p>
      <h3>SQL</h3>
      {isGiven(sql) ? <SqlTexts texts={sql} /> : <AskedSql path={sql.path} />}
      {rows !== null && <Rows query={rows} />}
    </div>
  )
}

function isGiven(sql: Working['sql']): sql is readonly TitledSql[] {
  return Array.isArray(sql)
}

function AskedSql({ path }: { readonly path: string }) {
  const query = useQuery(explainedOptions(path))
  return (
    <Load query={query} what="The SQL" skeleton={<Skeleton height={180} />}>
      {({ meta }) => <SqlTexts texts={[{ title: '', sql: meta.sql ?? '', params: meta.params ?? {} }]} />}
    </Load>
  )
}

/** The texts that were run, each with its parameters. */
function SqlTexts({ texts }: { readonly texts: readonly TitledSql[] }) {
  return texts.map(({ title, sql, params }) => (
    <Fragment key={title}>
      {title !== '' && <p className="working-title">{title}</p>}
      <ScrollRegion className="is-tall working-sql" label={title === '' ? 'SQL' : `SQL: ${title}`}>
        <pre>{sql.trim()}</pre>
      </ScrollRegion>
      {Object.keys(params).length > 0 && (
        <dl className="working-params">
          {Object.entries(params).map(([name, value]) => (
            <div key={name}>
              <dt>
                <code>${name}</code>
              </dt>
              <dd>
                <bdi>{typeof value === 'string' ? value : JSON.stringify(value)}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <CopyButton text={sql.trim()} className="button small">
        Copy SQL
      </CopyButton>
    </Fragment>
  ))
}

function Rows({ query }: { readonly query: string }) {
  const rows = useQuery(rowsOptions(query))
  return (
    <>
      <h3>Rows it came from</h3>
      <Load query={rows} what="The rows" skeleton={<Skeleton height={240} />}>
        {(answer) => <WorkingRows answer={answer} />}
      </Load>
    </>
  )
}
