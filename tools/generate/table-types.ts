import type { Column, Table } from './read-tables.ts';

/** How PostgreSQL's types look in TypeScript: what is read, and what is written when that differs. */
const types: Readonly<Record<string, { readonly read: string; readonly write?: string }>> = {
  boolean: { read: 'boolean' },
  smallint: { read: 'number' },
  integer: { read: 'number' },
  bigint: { read: 'string', write: 'string | number | bigint' },
  'double precision': { read: 'number' },
  numeric: { read: 'string', write: 'string | number' },
  text: { read: 'string' },
  uuid: { read: 'string' },
  date: { read: 'IsoDate' },
  'timestamp with time zone': { read: 'Date' },
  jsonb: { read: 'unknown', write: 'string' },
  bytea: { read: 'Buffer' },
  daterange: { read: 'string' },
  int4range: { read: 'string' },
  tstzrange: { read: 'string' },
  'text[]': { read: 'string[]' },
  'uuid[]': { read: 'string[]' },
  'integer[]': { read: 'number[]' },
  'date[]': { read: 'string[]' },
};

export interface TypeFile {
  /** What the interface over all tables is called. */
  readonly schemaName: string;
  /** The interface whose tables are there already. */
  readonly base?: { readonly name: string; readonly from: string };
}

/** Writes one TypeScript file with a type for each table. */
export function writeTypes(tables: readonly Table[], file: TypeFile): string {
  const body = tables.map(tableType).join('\n');
  const schema = [
    `export interface ${file.schemaName}${file.base ? ` extends ${file.base.name}` : ''} {`,
    ...tables.map((table) => `  ${camelCase(table.name)}: ${typeName(table.name)};`),
    '}',
  ].join('\n');
  const text = `${body}\n${schema}\n`;
  return [
    '// Made from the migrations by `npm run generate`. Do not edit: change a migration and run it again.',
    ...imports(text, file),
    '',
    text,
  ].join('\n');
}

function imports(text: string, file: TypeFile): string[] {
  const named = (names: readonly string[], from: string) => {
    const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(text));
    return used.length > 0 ? [`import type { ${used.join(', ')} } from '${from}';`] : [];
  };
  return [
    ...(file.base ? named([file.base.name], file.base.from) : []),
    ...named(['IsoDate', 'KommuneNumber'], '@opptak/domain'),
    ...named(['ColumnType', 'Generated', 'GeneratedAlways'], 'kysely'),
  ];
}

function tableType(table: Table): string {
  const fields = table.columns.map((column) => `  ${camelCase(column.name)}: ${columnType(column)};`);
  return [`export interface ${typeName(table.name)} {`, ...fields, '}', ''].join('\n');
}

function columnType(column: Column): string {
  const known = types[column.type];
  if (!known) throw new Error(`Column ${column.name}: no TypeScript type is given for ${column.type}`);
  const orNull = column.nullable ? ' | null' : '';
  const read = `${meaning(column) ?? known.read}${orNull}`;
  if (column.filled === 'always') return `GeneratedAlways<${read}>`;
  if (known.write) {
    const write = `${known.write}${orNull}`;
    return `ColumnType<${read}, ${write}${column.filled === 'by-default' ? ' | undefined' : ''}, ${write}>`;
  }
  return column.filled === 'by-default' ? `Generated<${read}>` : read;
}

/** A column whose name or CHECK says more than its type does. */
function meaning(column: Column): string | undefined {
  if (column.name === 'kommune' && column.type === 'text') return 'KommuneNumber';
  if (column.words.length > 0) return column.words.map((word) => `'${word}'`).join(' | ');
  return undefined;
}

const camelCase = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const typeName = (table: string): string => {
  const name = camelCase(table);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Table`;
};
