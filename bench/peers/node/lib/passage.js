/** Decides what an identifier opens at a reader. identifier is null for an unknown one; rules are its live rules, in their order. */
export function decide(identifier, rules, reader, now) {
  const denied = (denial, accessRules = []) => ({ granted: false, relays: [], denial, accessRules, identifier });
  if (!identifier) return denied('UNKNOWN_IDENTIFIER');
  const { from, to } = identifier.validity;
  if (from && now < from) return denied('NOT_YET_VALID');
  if (to && now >= to) return denied('EXPIRED');
  if (rules.length === 0) return denied('NO_ACCESS_RULE_ATTACHED');
  const relays = new Set();
  const accessRules = [];
  for (const rule of rules) {
    const setting = rule.settings.find((each) => each.reader === reader);
    if (!setting) continue;
    accessRules.push(rule);
    for (const relay of setting.relays) relays.add(relay);
  }
  if (accessRules.length === 0) return denied('READER_NOT_IN_ACCESS_RULES', rules);
  return { granted: true, relays: [...relays].sort((a, b) => a - b), denial: null, accessRules, identifier };
}
