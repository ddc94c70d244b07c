package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"sync"
)

const (
	headerBytes     = 16
	messageBytesMax = 48_000_000 + 1_000_000
	opMsg           = 2013
	moreToCome      = 2
	// FerretDB holds one of its 100 connections to SQLite for every update of a command until that command ends, and
	// waits for itself for ever beyond them.
	writesMax = 90
)

// As BSON has it: an int32 of this name.
var writesOffered = []byte("\x10maxWriteBatchSize\x00")

// serveOneByOne passes one command at a time on to the server. FerretDB updates by a read and a write of its own, so
// that two clients' updates of one document could both succeed, which they never do on MongoDB.
func serveOneByOne(outer net.Listener, inner string) {
	var turn sync.Mutex
	for {
		client, err := outer.Accept()
		if err != nil {
			return
		}
		go func() {
			defer client.Close()
			server, err := net.Dial("unix", inner)
			if err != nil {
				return
			}
			defer server.Close()
			for pass(client, server, &turn) == nil {
			}
		}()
	}
}

func pass(client, server net.Conn, turn *sync.Mutex) error {
	request, err := readMessage(client)
	if err != nil {
		return err
	}
	turn.Lock()
	reply, err := answer(server, request)
	turn.Unlock()
	if err != nil || reply == nil {
		return err
	}
	_, err = client.Write(reply)
	return err
}

func answer(server net.Conn, request []byte) ([]byte, error) {
	if _, err := server.Write(request); err != nil {
		return nil, err
	}
	if expectsNoReply(request) {
		return nil, nil
	}
	reply, err := readMessage(server)
	if at := bytes.Index(reply, writesOffered); at >= 0 && at+len(writesOffered)+4 <= len(reply) {
		binary.LittleEndian.PutUint32(reply[at+len(writesOffered):], writesMax)
	}
	return reply, err
}

func expectsNoReply(message []byte) bool {
	return binary.LittleEndian.Uint32(message[12:]) == opMsg && len(message) >= headerBytes+4 &&
		binary.LittleEndian.Uint32(message[headerBytes:])&moreToCome != 0
}

func readMessage(from io.Reader) ([]byte, error) {
	header := make([]byte, headerBytes)
	if _, err := io.ReadFull(from, header); err != nil {
		return nil, err
	}
	size := binary.LittleEndian.Uint32(header)
	if size < headerBytes || size > messageBytesMax {
		return nil, errors.New("not a message of the MongoDB protocol")
	}
	message := make([]byte, size)
	copy(message, header)
	_, err := io.ReadFull(from, message[headerBytes:])
	return message, err
}
