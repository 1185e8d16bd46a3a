export const rule = {
    input: { name: "Front gate", description: "", settings: [{ reader: "front-gate", relays: [1] }] },
};
// A mutation is nullable: another one in the same request may have failed.
export function stateOf(result) {
    return result.createAccess?.access.state;
}
export function nameOf(result) {
    const access = result.createUserAccess?.userAccess;
    return access?.__typename === "ApiAccess" ? access.name : undefined;
}
// @ts-expect-error: an input that lacks a required field must not compile.
export const incomplete = { input: { name: "Front gate" } };
