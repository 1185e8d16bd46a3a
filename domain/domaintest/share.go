package domaintest

import "accessgraph/domain/commit"

// share moves the number of sharers of a document.
func (s *Store) share(share commit.Share) {
	documentID := share.Document.Meta().ID
	count := share.By
	if stored, ok := s.documents[documentID].(commit.Shared); ok {
		count += *stored.Sharers().Count
	}
	if count <= 0 {
		delete(s.documents, documentID)
		return
	}
	*share.Document.Sharers().Count = count
	s.documents[documentID] = share.Document
}
