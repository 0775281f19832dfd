/**
 * A small capture to try chisels on, gzipped, in base64: a web server that answers three requests. A test makes it anew from
 * events and compares.
 */
export const sampleCapture: string = [
  'H4sIAAAAAAACA82XT0gUURzHv7P+W4cWZREDCRrICPLPzNoiixiJmQllelj1EpK6gwq7O9vOaBIdvBQRHroEQh66RIcORQhdF4IQuoWH6FDUqY',
  'KiLpEgFfP2ze57M29n1g5Lbw/DzP6+v9/7fX9vPjByJCIfATA+2NUhIYQ/dNnPpBBQsK/wLks3rSXDtPCfLnvf7SFgkN4/eHNzJt7eTVvpAtAp',
  '2TctUOeXs+o1fd7U86t63v53kGp3hdqXAI5LbQDCaMEhhMlPotd68pPRCKCe3jvLVamnJ2fkLSS0hAYnuXMtW17PPwjRax39qwFAOeVCbuW0Ct',
  'wGxmncp7qidpf2lCRPh4afcD2NAuiT6klPbWTPW/QcqKtzeTVtLKpzCwu6afamjUVEae4kzZkT5rwC4JTURHI6WW1H6qi6mgoSZ0WO1tOKtx/u',
  'vWPrKQB+kWjHcY3GTwrjhwHsEf/CiEAiu2tyXJYBaWhLBprvHiVP7LhJmi9R7PfYQy7fSQCNZD5hJpOKYrytSwl1UwCaqE4l8fY6fy6pqMvZlL',
  '7Wu2Rl0spYMjmpxnpjEXnMMK0BRV+by+TSeu+CkYnIEZnkLve6rm97enXm28rP18yvMnVKbju9poX5LnOzbS3NNuyebYXs/FzTnK+FRy98fHUq',
  'pBhfN4W6O4yvKeo9sFaDtUn3FS+W/PKa21cnOaES9c5Z8UBNA9XAo6Hnsfujx7ew5zxuML4VhLpnAJqpboPE28s5f0qfpikTFyLyWSNr6Vmr56',
  'KeXbSWBpSYptkHsRb+Fri+17M/fPp2aNPK9D0i1PUzfbeSeMF7KI9wcyo8xftKs22qMFuRpvJsKeseax23DsI6V3wQ60JBrPt6hstXNetcOh/W',
  'zc0bK9Y/sU6d8PTqw7pynUqsc+U7EOsE2X1Zd3XWx1enwg7j675Q943xdYfE14p1tVj7PBu3M1zvVfFUoAnk6c8bntl4efqdmU2nJNK1S2WufC',
  'fxVfG0r3Y8rcWyvWGYndjw8daH2S6dD7PLb6Kb2dfvVzw/FZkt0AQye+XV1IGY7YoPYnZdELOfv50KZnaM8XhJqJth2BIj8SWPM8umuZxdrI7a',
  'xfzlb5D1vc9cnRGG21Evt9laDE+TPLtdOWc5dkdL7P5NMwdXYOnNs3uocHg6mA8djL+TQt0Qc4Y7SDzHh7gWVy4ZljJqrGRTRSP5Oa+HTkwHv0',
  'tRZh9jQl2C2Ue09AXmmbNc1DPvxkj/9IHfJ4FG/D79BcOFQNKgEAAA',
].join('');
