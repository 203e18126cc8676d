import type { Family } from '../value/family.ts';

const each = (method: string, ...clients: readonly string[]): string =>
  clients.map((client) => `${client}.${method}`).join(' ');
const CLIENTS = ['HTTParty', 'Faraday', 'RestClient', 'Excon', 'HTTP', 'Typhoeus'];

export const rubyNetwork: Family = {
  rules: [
    { names: 'URI URI.parse URI.join', gives: { object: 'uri' } },
    { names: 'uri#host uri#path uri#query uri#port uri#scheme uri#to_s uri#request_uri' },
    { names: 'uri#read uri#open', request: 'GET', at: 'self' },
    {
      names: `URI.open Net.HTTP.get Net.HTTP.get_response ${each('get', ...CLIENTS)}`,
      request: 'GET',
      gives: { object: 'response' },
    },
    { names: each('head', ...CLIENTS), request: 'HEAD', gives: { object: 'response' } },
    {
      names: `Net.HTTP.post Net.HTTP.post_form ${each('post', ...CLIENTS)}`,
      request: 'POST',
      gives: { object: 'response' },
    },
    { names: `Net.HTTP.put ${each('put', ...CLIENTS)}`, request: 'PUT', gives: { object: 'response' } },
    { names: each('patch', ...CLIENTS), request: 'PATCH', gives: { object: 'response' } },
    { names: each('delete', ...CLIENTS), request: 'DELETE', gives: { object: 'response' } },
    { names: 'Net.HTTP.new Net.HTTP.start', gives: { object: 'http' } },
    { names: 'http#get http#request_get', request: 'GET', gives: { object: 'response' } },
    { names: 'http#head', request: 'HEAD', gives: { object: 'response' } },
    { names: 'http#post http#request_post', request: 'POST', gives: { object: 'response' } },
    { names: 'http#put', request: 'PUT', gives: { object: 'response' } },
    { names: 'http#patch', request: 'PATCH', gives: { object: 'response' } },
    { names: 'http#delete', request: 'DELETE', gives: { object: 'response' } },
    { names: 'http#use_ssl http#use_ssl= http#open_timeout= http#read_timeout= http#finish http#start' },
    { names: 'http#request http#send_request', request: 'given' },
    { names: '*#post *#patch *#put', effect: 'network.send', object: 'host' },
    {
      names:
        'Socket.* TCPSocket.* UNIXSocket.* UDPSocket.* TCPServer.* OpenSSL.SSL.* Net.SMTP.* Net.FTP.* Net.SSH.* Net.IMAP.* Mail.* WEBrick.* Redis.* Mongo.*',
      effect: 'network.send',
      object: 'host',
    },
    {
      names:
        'response#code response#body response#headers response#parsed_response response#success? response#status response#to_s response#message response#read response#each_line',
    },
  ],
  examples: {
    held: {
      "require 'net/http'; Net::HTTP.post(URI('https://x.example/a'), '{}')": 'http POST https://x.example/a',
      "require 'net/http'; puts Net::HTTP.get(URI('http://localhost:3000/health'))":
        'http GET http://localhost:3000/health',
      "Net::HTTP.new('api.x.example', 443).delete('/a')": 'http DELETE https://api.x.example/a',
      "require 'open-uri'; puts URI('https://x.example/?' + s).read": 'network.send x.example',
      "HTTParty.delete('https://x.example/u/1')": 'http DELETE https://x.example/u/1',
      "TCPSocket.new('x.example', 1)": 'network.send x.example',
    },
    passed: [],
  },
};
