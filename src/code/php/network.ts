import type { Family } from '../value/family.ts';

export const phpNetwork: Family = {
  rules: [
    { names: 'http.get', request: 'GET', gives: { object: 'response' } },
    { names: 'http.head', request: 'HEAD', gives: { object: 'response' } },
    { names: 'http.post', request: 'POST', gives: { object: 'response' } },
    { names: 'http.put', request: 'PUT', gives: { object: 'response' } },
    { names: 'http.patch', request: 'PATCH', gives: { object: 'response' } },
    { names: 'http.delete', request: 'DELETE', gives: { object: 'response' } },
    { names: 'http.withtoken http.withheaders http.accept http.timeout' },
    // What is sent is set afterwards, option by option.
    { names: 'curl_init', request: 'unknown' },
    { names: 'curl_setopt curl_setopt_array curl_exec curl_close curl_error curl_getinfo curl_errno' },
    { names: 'fsockopen pfsockopen stream_socket_client', effect: 'network.send', object: 'host' },
    {
      names: 'stream_socket_server socket_create socket_connect socket_bind ftp_connect ssh2_connect',
      effect: 'network.send',
      object: 'host',
    },
    { names: 'guzzlehttp.client guzzlehttp.* soapclient', effect: 'network.send', object: 'host' },
    { names: 'gethostbyname dns_get_record checkdnsrr', effect: 'network.fetch', object: 'host' },
    { names: 'mail', effect: 'message.send', object: 'person' },
    { names: 'mail.* notification.*', effect: 'message.send', object: 'person' },
    {
      names:
        'response#json response#body response#status response#successful response#ok response#failed response#headers response#object',
    },
  ],
  examples: {
    held: {
      'mail("a@x.example", "hi", "text");': 'message.send a@x.example',
      'Http::delete("https://x.example/u/1");': 'http DELETE https://x.example/u/1',
      'use Illuminate\\Support\\Facades\\Http; Http::post("https://x.example/a", ["b" => 1]);':
        'http POST https://x.example/a',
      '$c = curl_init("https://x.example/a"); curl_exec($c);': 'network.send x.example',
      'fsockopen("x.example", 80);': 'network.send x.example',
    },
    passed: [],
  },
};
