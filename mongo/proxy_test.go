package mongo

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"
	"go.mongodb.org/mongo-driver/v2/bson"

	"accessgraph/domain/fault"
	"accessgraph/mongo/embedded"
	"accessgraph/mongo/wiretest"
)

// disturbance is what happens to the messages of an operation.
type disturbance struct {
	how wiretest.CutError
	// lasting is set if the line stays cut. Otherwise one message is cut, once.
	lasting bool
	// held is set if the message is held back, and its connection stays open.
	held bool
	// late is set if the client leaves when the message is cut, and the message arrives after all that the client does about it.
	late bool
}

// proxy is a server between a client and the socket of an embedded store. Once it is armed, it disturbs the messages.
type proxy struct {
	*wiretest.Server
	disturbance
	// onCut is called when a message is cut.
	onCut func()

	mu sync.Mutex
	// messages is the number of messages since it was armed; zero before. cutAt is the number of the one to be cut, or none if zero.
	messages, cutAt int
	armed           bool
	// transactions are those that the client has begun.
	transactions []bson.D
}

func newProxy(ctx context.Context, store wiretest.Dialer, how disturbance, cutAt int) (*proxy, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &proxy{disturbance: how, cutAt: cutAt, onCut: func() {}}
	p.Server = wiretest.Serve(ctx, listener, store, p.pass)
	return p, nil
}

func (p *proxy) pass(ctx context.Context, command wiretest.Command) (bson.D, error) {
	switch {
	case command.IsHello():
		return wiretest.Hello(scriptedSet, p.Address()), nil
	case !p.isDisturbed(command):
		return bson.D{}, nil
	case p.held:
		<-ctx.Done()
		return nil, wiretest.ErrHangUp
	default:
		p.onCut()
		return nil, p.how
	}
}

// isDisturbed counts a message, and reports whether it is to be disturbed.
func (p *proxy) isDisturbed(command wiretest.Command) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.armed {
		return false
	}
	if command.Body.Lookup("startTransaction").Type != 0 {
		p.transactions = append(p.transactions, bson.D{
			{Key: "find", Value: storeDescriptor.name}, {Key: "lsid", Value: command.Body.Lookup("lsid")},
			{Key: "txnNumber", Value: command.Body.Lookup("txnNumber")}, {Key: "autocommit", Value: false}, {Key: "$db", Value: defaultDatabase},
		})
	}
	p.messages++
	return p.messages == p.cutAt || p.lasting && p.cutAt > 0 && p.messages > p.cutAt
}

// arm has the messages counted from now on.
func (p *proxy) arm() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.armed = true
}

// count returns the number of messages since the proxy was armed.
func (p *proxy) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.messages
}

// open connects a store to the proxy.
func (p *proxy) open() (*Store, error) {
	target, err := Options{URI: "mongodb://" + p.Address() + "/?replicaSet=" + scriptedSet, Logger: zerolog.Nop()}.endpoint()
	if err != nil {
		return nil, err
	}
	target.expiresByItself = false
	target.client.SetTimeout(patience)
	return connect(target)
}

// openTransactions returns how many of the transactions are still open in the store.
func (p *proxy) openTransactions(ctx context.Context, store wiretest.Dialer) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	count := 0
	for _, statement := range p.transactions {
		answer, err := wiretest.Ask(ctx, store, statement)
		if err != nil {
			return 0, err
		}
		if answer.Lookup("ok").AsFloat64() == 1 {
			count++
		}
	}
	return count, nil
}

// operation is what is done through a proxy, and what must be true afterwards whichever message was cut.
type operation struct {
	// begin prepares the operation beside the proxy.
	begin func(ctx context.Context, direct *Store) error
	do    func(ctx context.Context, store *Store) error
	// check gets the result of do, and looks at the store beside the proxy.
	check func(ctx context.Context, direct *Store, result error) error
}

// do does an operation through a proxy that disturbs it from a message on, and returns the number of messages and what is wrong
// afterwards.
func (in served) do(ctx context.Context, op operation, how disturbance, cutAt int) (messages int, err error) {
	if how.late {
		how.how.Late = wiretest.NewLate()
	}
	p, err := newProxy(ctx, in.socket, how, cutAt)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	store, err := p.open()
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, store.Close(ctx)) }()
	if err := errors.Join(op.begin(ctx, in.direct), store.Ping(ctx)); err != nil {
		return 0, err
	}
	result := p.disturb(ctx, func(ctx context.Context) error { return op.do(ctx, store) })
	if messages = p.count(); messages < cutAt {
		return messages, errors.New("the message to cut was not sent")
	}
	if err := op.check(ctx, in.direct, result); err != nil {
		return messages, err
	}
	if how.lasting || hasReason(result, fault.CommitOutcomeUnknown) {
		return messages, nil // no abort can arrive, or a commit still can: the store's limit ends the transaction
	}
	if open, err := p.openTransactions(ctx, in.socket); err != nil || open > 0 {
		return messages, errors.Join(err, fmt.Errorf("%d transactions are open", open))
	}
	return messages, nil
}

// disturb calls do, with a deadline, while the proxy disturbs it.
func (p *proxy) disturb(ctx context.Context, do func(context.Context) error) (err error) {
	deadline := patience
	if p.lasting { // else there must be time for an abort, which has a tenth of the deadline
		deadline = briefly
	}
	request, leave := context.WithTimeout(ctx, deadline)
	defer leave()
	if p.late {
		p.onCut = leave
	}
	p.arm()
	result := make(chan error, 1)
	go func() { result <- do(request) }()
	select {
	case err = <-result:
	case <-time.After(2 * patience):
		return errors.New("the operation outlives its deadline")
	}
	if late := p.how.Late; late != nil {
		close(late.Proceed)
		<-late.Delivered
	}
	return err
}

// served is an embedded store with its socket, and a client beside every proxy.
type served struct {
	socket wiretest.Dialer
	direct *Store
}

func serve(t *testing.T) served {
	t.Helper()
	storeOptions := embeddedOptions(t)
	engine, err := embedded.Open(storeOptions.Folder, embedded.Options{Logger: zerolog.Nop()})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, engine.Close()) })
	_, direct := openThrough(t, engine, testTimeout)
	return served{embedded.SocketDialer(storeOptions.Folder), direct}
}

// cutOnce returns every way to cut a connection once.
func cutOnce() []disturbance {
	var ways []disturbance
	for _, moment := range wiretest.Moments() {
		ways = append(ways, disturbance{how: wiretest.CutError{At: moment}}, disturbance{how: wiretest.CutError{At: moment, Reset: true}})
	}
	return ways
}

// disturbEverywhere does operations on a store through proxies that disturb each of their messages in every one of some ways.
func disturbEverywhere(ctx context.Context, t *testing.T, in served, newOperation func() operation, ways ...disturbance) {
	t.Helper()
	undisturbed, err := in.do(ctx, newOperation(), disturbance{}, 0)
	require.NoError(t, err)
	require.Positive(t, undisturbed)
	operations := make([]operation, undisturbed*len(ways))
	for i := range operations {
		operations[i] = newOperation()
	}
	for i, err := range race(len(operations), func(i int) error {
		_, err := in.do(ctx, operations[i], ways[i%len(ways)], 1+i/len(ways))
		return err
	}) {
		require.NoError(t, err, "message %d of %d, %+v", 1+i/len(ways), undisturbed, ways[i%len(ways)])
	}
}
