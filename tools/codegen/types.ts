import openapiTS, { astToString } from 'openapi-typescript';

const HEAD = '// Written by `npm run openapi` from the routes of the API. Never edit it by hand.\n\n';

/** The types of an OpenAPI 3.1 document, for clients that call the API: the text of a declaration file. */
export async function typesOf(description: string): Promise<string> {
  return HEAD + astToString(await openapiTS(description));
}
