package test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// drafter writes valid queries of the schema from a sequence of choices, so that a search can change a choice and see what
// becomes of the answer.
type drafter struct {
	choices []byte
	// size is how large the request may become, in bytes.
	size int
	// public is set when only fields may be selected that need no key.
	public bool
	// names are objects of the server's, by the short names of a world.
	names map[string]string

	text      strings.Builder
	tokens    int
	aliases   int
	typeLists int
	variables map[string]any
	declared  []string
}

// The drafter stays below the limits on documents: what they refuse is not answered.
const (
	draftTokens  = 1_800
	draftAliases = 50
	draftBytes   = 95_000
	draftDepth   = 12
)

// choose returns a number below n; the first when the choices are used up.
func (d *drafter) choose(n int) int {
	if len(d.choices) == 0 || n < 2 {
		return 0
	}
	choice := int(d.choices[0]) % n
	d.choices = d.choices[1:]
	return choice
}

func (d *drafter) write(tokens int, text string) {
	d.tokens += tokens
	d.text.WriteString(text)
}

// full reports whether the document has no room for as many more tokens.
func (d *drafter) full(tokens int) bool {
	return d.tokens+tokens > draftTokens || d.text.Len() > min(d.size, draftBytes)-300
}

// query returns the document and its variables.
func (d *drafter) query() (document string, variables map[string]any) {
	d.variables = map[string]any{}
	d.write(2, "{")
	for root := range 20 {
		if root > 0 && (d.full(40) || d.aliases >= draftAliases || d.choose(8) == 1) {
			break
		}
		d.root(root)
	}
	d.write(1, "}")
	if len(d.declared) > 0 {
		return "query(" + strings.Join(d.declared, " ") + ")" + d.text.String(), d.variables
	}
	return "query" + d.text.String(), d.variables
}

// root selects a field of Query, each under a response name of its own.
func (d *drafter) root(number int) {
	fields := schema().Query.Fields
	field := fields[d.choose(len(fields))]
	for d.public && field.Directives.ForName("public") == nil && !strings.HasPrefix(field.Name, "__") {
		field = fields[d.choose(len(fields))]
		if len(d.choices) == 0 {
			field = fields.ForName("errorCatalog")
		}
	}
	d.field(field, fmt.Sprintf("r%d", number)+d.long(), 1)
}

// long returns letters that make a name as long as it may be, or none.
func (d *drafter) long() string {
	if d.choose(2) == 0 || d.full(0) {
		return ""
	}
	return strings.Repeat("x", 110)
}

func (d *drafter) field(field *ast.FieldDefinition, alias string, depth int) {
	if alias != "" && d.aliases < draftAliases {
		d.aliases++
		d.write(2, alias+":")
	}
	d.write(1, field.Name)
	d.arguments(field.Arguments)
	if definition := schema().Types[field.Type.Name()]; len(definition.Fields) > 0 || definition.Kind == ast.Union {
		if isTypeList(field) {
			d.typeLists++
			defer func() { d.typeLists-- }()
		}
		d.selection(definition, depth+1)
	}
	d.write(0, " ")
}

func (d *drafter) selection(of *ast.Definition, depth int) {
	d.write(1, "{")
	d.write(1, "__typename ")
	for _, field := range of.Fields {
		composite := len(schema().Types[field.Type.Name()].Fields) > 0
		if strings.HasPrefix(field.Name, "__") || d.full(20) || composite && (depth >= draftDepth || isTypeList(field) && d.typeLists >= 2) || d.choose(4) == 1 {
			continue
		}
		d.field(field, "", depth)
		for copies := d.choose(12); copies > 8 && d.aliases < draftAliases && !d.full(30); copies-- {
			d.field(field, fmt.Sprintf("c%d", d.aliases)+d.long(), depth)
		}
	}
	if of.Kind == ast.Interface && !d.full(30) {
		// Of one type only: fields of the same name can have other types elsewhere.
		possible := schema().GetPossibleTypes(of)
		chosen := *possible[d.choose(len(possible))]
		chosen.Fields = slices.DeleteFunc(slices.Clone(chosen.Fields), func(field *ast.FieldDefinition) bool {
			return of.Fields.ForName(field.Name) != nil
		})
		d.write(3, "... on "+chosen.Name)
		d.selection(&chosen, depth)
	}
	d.write(1, "} ")
}

// isTypeList reports whether a field lists what belongs to a type: validation allows two of them within each other.
func isTypeList(field *ast.FieldDefinition) bool {
	return slices.Contains([]string{"fields", "interfaces", "possibleTypes", "inputFields"}, field.Name)
}

func (d *drafter) arguments(arguments ast.ArgumentDefinitionList) {
	var written []string
	for _, argument := range arguments {
		if value := d.value(argument); value != "" {
			written = append(written, argument.Name+":"+value)
		}
	}
	if len(written) > 0 {
		d.write(2+4*len(written), "("+strings.Join(written, " ")+")")
	}
}

// value returns a value for an argument; none where the argument can be left out and nothing is gained by it.
func (d *drafter) value(argument *ast.ArgumentDefinition) string {
	switch {
	case argument.Name == "first":
		return []string{"100", "1", "25"}[d.choose(3)]
	case argument.Name == "includeDeprecated":
		return "true"
	case argument.Type.Elem != nil && argument.Type.Name() == "ID":
		return d.variable("[ID!]!", d.ids())
	case argument.Type.Name() == "ID":
		return strconv.Quote(d.id(argument.Name))
	case !argument.Type.NonNull:
		return ""
	case argument.Type.Name() == "String":
		return d.variable("String!", d.longText())
	case argument.Name == "identifier":
		return `{identifierId: ` + strconv.Quote(d.names["identifier"]) + `}`
	case argument.Name == "number":
		d.tokens += 8
		return `{type: CARD number: "4711"}`
	case argument.Name == "changes":
		d.tokens += 8
		return `[{deleteAccessRule: ` + strconv.Quote(d.names["rule"]) + `}]`
	case argument.Name == "from":
		return `"2026-11-01T00:00:00Z"`
	case argument.Name == "to":
		return `"2026-11-30T00:00:00Z"`
	default:
		return ""
	}
}

// variable declares a variable, once for each type, and returns its name.
func (d *drafter) variable(typ string, value any) string {
	name := "v" + strconv.Itoa(len(typ))
	if _, ok := d.variables[name]; !ok {
		d.variables[name] = value
		d.declared = append(d.declared, "$"+name+":"+typ)
		d.tokens += 6
	}
	return "$" + name
}

// id returns an ID for an argument such as accessId.
func (d *drafter) id(argument string) string {
	for _, name := range []string{"identifier", "rule", "customer", "user", "role", "identity"} {
		if argument == name+"Id" || argument == "accessRuleId" && name == "rule" || argument == "externalRoleId" && name == "role" ||
			argument == "externalPersonalIdentityId" && name == "identity" {
			return d.names[name]
		}
	}
	all := []string{"identifier", "rule", "customer", "user", "role", "identity", "activeAccess", "largestRule"}
	return d.names[all[d.choose(len(all))]]
}

// ids returns as many IDs as a list may have.
func (d *drafter) ids() []string {
	ids := make([]string, 100)
	for i := range ids {
		ids[i] = d.id("")
	}
	return ids
}

// longText returns a text that fills the request, where that is larger than a document may be.
func (d *drafter) longText() string {
	if d.choose(2) == 0 {
		return "Mutation.createAccess"
	}
	return strings.Repeat("\u202e", max(1, (d.size-d.text.Len()-2_000)/3))
}
