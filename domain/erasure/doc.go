// Package erasure erases people: a user or an external personal identity is turned off for good, and names and addresses are replaced
// in all documents that have them, and in audit records. IDs and the fact stay.
//
// A mutation erases the person and queues a background job (Job), which erases what refers to the person and then the audit log, in
// bounded steps. It can be stopped at any time: each step commits what it has erased together with its progress.
package erasure
