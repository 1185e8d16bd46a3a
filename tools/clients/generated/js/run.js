import { print } from "graphql";
import { CreateCustomerDocument, CreateUserDocument } from "./generated/examples.js";
import { UpdateUserDocument } from "./generated/operations.js";
async function send(document, variables) {
    const response = await fetch(process.env["ENDPOINT"], {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json", "X-API-Key": process.env["API_KEY"] },
        body: JSON.stringify({ query: print(document), variables }),
    });
    return (await response.json());
}
function check(holds, what) {
    if (!holds)
        throw new Error(what);
}
const customer = await send(CreateCustomerDocument, { input: { name: "Example Networks" } });
const customerId = customer.data?.createCustomer?.customer.id;
check(customerId !== undefined, "no customer was created");
const user = await send(CreateUserDocument, { input: { firstName: "Nora", lastName: "Operator", language: "en", customerId } });
const userId = user.data?.createUser?.user.id;
check(userId !== undefined, "no user was created");
const updated = (await send(UpdateUserDocument, { input: { userId, lastName: "Byron" } })).data?.updateUser?.user;
check(updated?.firstName === "Nora" && updated.lastName === "Byron" && updated.language === "en" && updated.version === 2, "a partial update changed other fields");
const refused = (await send(UpdateUserDocument, { input: { userId, lastName: null } })).errors?.[0]?.extensions;
check(refused?.reason === "DATA_NOT_VALID" && refused.data?.["input.lastName"] !== undefined, "null is not refused by its path");
console.log(`updated ${userId} in part; null is refused with ${refused.reason}`);
